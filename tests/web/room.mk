# tests of the room web
