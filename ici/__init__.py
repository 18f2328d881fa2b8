"""What the answers add up to: the Institutional Capacity Index, as arrays in and arrays out."""
