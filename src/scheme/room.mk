# scheme: its files follow
