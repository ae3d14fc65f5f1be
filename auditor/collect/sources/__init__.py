"""What platforms say of profiles and conversations through their own interfaces: one small file for each."""
