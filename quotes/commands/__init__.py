"""The commands, a room for each group. Heavy parts load only when a command needs them."""
