"""The tests on screen: what they are, one question a page, the review, the result and its reasons."""
