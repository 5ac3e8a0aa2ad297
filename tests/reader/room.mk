# tests of the room reader
