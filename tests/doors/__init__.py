"""Bad input of every kind to every public function of `analytic/`: is it refused, with whose words, or answered? (`make doors`)"""
