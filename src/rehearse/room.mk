# rehearse: its files follow
