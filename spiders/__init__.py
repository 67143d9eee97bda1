"""The crawl: one spider per way of finding pages. The only package that imports Scrapy.

`python -m spiders --db URL OUTLET_OR_URL...` crawls in one process; `scrapy crawl feeds -a outlets=tass` runs one
way alone; `python -m spiders.survey` asks sites what they announce. `spiders.discovery` reads feeds, sitemaps and
listing pages without knowing Scrapy.
"""
