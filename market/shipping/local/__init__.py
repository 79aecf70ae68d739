"""What a village does by itself: zones and drivers of its ojek, points where buyers fetch, who goes by which code."""
