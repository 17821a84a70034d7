"""One module per picture: `paint` lays the colours, `engrave` draws the vignette."""
