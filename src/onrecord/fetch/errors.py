"""What can go wrong with fetching."""

from onrecord.errors import Code

BAD_URL = Code("F101", "the URL can't be fetched", "Give an http or https URL without a user name in it.")
PRIVATE = Code("F102", "the address is not on the public internet", "Use --allow-private if you mean your own network.")
ROBOTS = Code(
    "F103", "the site's robots.txt does not allow it", "Ask the publisher, or save the page yourself and give the file."
)
STATUS = Code("F104", "the server does not give the page", "Open it in a browser; save the page and give the file.")
NO_ANSWER = Code("F105", "the server can't be reached", "Check the address and the connection, then run again.")
TOO_SLOW = Code("F106", "the page took longer than the limit", "Run again later, or raise --timeout.")
CIRCLE = Code("F107", "the redirects lead in a circle or too far", "Open it in a browser and give the URL where it ends.")
BROKEN = Code("F108", "the answer broke off or is no HTTP", "Run again; what is complete is kept.")
NO_TEXT = Code("F109", "what is there is no text", "Pages, feeds, JSON and texts are read; images, films and PDF are not.")
BUSY = Code("F110", "the server asks to wait longer than is waited", "Run again later, or raise --max-wait.")
