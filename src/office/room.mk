# office: its files follow
