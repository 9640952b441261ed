"""What runs inside the sandbox. Only this folder of the project is visible there, as /janus.

Nothing here may import another part of the project.
"""
