# tests of the room store
