# pass: its files follow
