# tests of the room scheme
