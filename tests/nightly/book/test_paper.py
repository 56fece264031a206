"""The page that offers the book as files; `make prove` makes and reads EPUB and PDF."""

import re

from playwright.sync_api import expect

FILES = ("descent.pdf", "descent.epub", "descent-course.zip", "descent-site.zip")


def test_the_site_offers_each_file_that_is_there_and_no_other(site):
    text = (site / "chapters/offline.html").read_text("utf-8")
    places = dict(re.findall(r'<small data-file="([^"]+)">(.*?)</small>', text, re.DOTALL))
    assert tuple(places) == FILES
    for name, words in places.items():
        assert (site / "offline" / name).exists() == ("<a href" in words), name


def test_the_menu_of_downloads_leads_to_the_whole_course(context, address):
    page = context.new_page()
    page.goto(f"{address}/chapters/03-softmax.html")
    page.get_by_role("button", name="Take this chapter with you").click()
    link = page.get_by_role("link", name="The whole course")
    expect(link).to_be_visible()
    page.goto(link.evaluate("link => link.href"))
    expect(page.get_by_role("heading", name="On paper and offline")).to_be_visible()
