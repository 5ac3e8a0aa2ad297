# reader: its files follow
