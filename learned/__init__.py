"""What training does with the targets that `analytic` has in closed form. Nothing is trained yet."""
