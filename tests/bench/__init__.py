"""How fast the site is, against yardsticks on the same machine: `make bench`. No part of the tests."""
