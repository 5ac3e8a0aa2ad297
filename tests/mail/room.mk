# tests of the room mail
