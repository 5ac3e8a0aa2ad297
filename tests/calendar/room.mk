# tests of the room calendar
