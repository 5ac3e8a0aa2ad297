# tests of the room bench
