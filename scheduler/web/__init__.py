"""The web server: calendars to subscribe to, and pages that tell how."""
