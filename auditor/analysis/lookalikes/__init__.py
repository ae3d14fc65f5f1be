"""Links in own posts and profiles: whose domains they end on, what imitates a name, what a page gives itself out as."""
