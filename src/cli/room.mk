# cli: its files follow
