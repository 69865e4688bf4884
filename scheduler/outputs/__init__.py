"""What people and programs get of a plan: calendars, tables and pages."""
