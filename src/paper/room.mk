# paper: its files follow
