"""The window. The only package that knows Qt."""

from app.ui.none_guard import keep_none_alive

keep_none_alive()
