# tests of the room paper
