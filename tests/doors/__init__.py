"""Bad input of every kind to every public function: is it refused, with whose words, or answered? (`make doors`)"""
