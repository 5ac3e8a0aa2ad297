# tests of the room e2e
