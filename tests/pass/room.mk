# tests of the room pass
