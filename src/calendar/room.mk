# calendar: its files follow
