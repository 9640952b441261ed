"""How work is spread: `local` (processes of this machine)."""
