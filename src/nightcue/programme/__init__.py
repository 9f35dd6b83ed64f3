"""Programmes: routines over weeks."""
