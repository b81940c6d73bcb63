"""Tests of the CEL half of the policy engine."""
