"""Tests of structured merges."""
