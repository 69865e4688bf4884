"""The doctor's pages: one for each oddity of a feed."""
