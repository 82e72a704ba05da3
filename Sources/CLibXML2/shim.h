// Where libxml2's headers are, pkg-config knows; CMarkup includes them. Swift sees none of them.
