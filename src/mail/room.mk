# mail: its files follow
