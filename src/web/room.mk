# web: its files follow
