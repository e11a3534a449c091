"""What pages and a checkout cost, beside a bare view on the same server in the same run."""
