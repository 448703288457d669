"""What stands between the site and strangers: limits, who a client is, faults told apart, clean logs."""
