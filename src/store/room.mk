# store: its files follow
