"""The JSON API about what belongs together: one story whole, two reports side by side."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from reportedly.register.stories import Story
from reportedly.run.pages_compare import compare_page
from reportedly.run.pages_stories import story_line
from reportedly.run.questions import comparison_fields
from reportedly.run.storytelling import story_fields, story_whole
from reportedly.store.record import reading
from reportedly.web.answers import answer
from reportedly.web.desk import Desk, Missing
from reportedly.web.schemas import Comparison, StoryWhole, described

Id = Annotated[str, Query(max_length=500, description="The id of a report")]


def add_story(router: APIRouter, desk: Desk) -> None:
    """Add one story."""

    @router.get(
        "/stories/{story_id}",
        responses=described(StoryWhole),
        summary="A story, by any id it has had or a report of it: what each report adds, who rewrites what",
    )
    def one_story(story_id: str) -> Response:
        line = story_line(desk.catalogue, story_id)
        if line is None:
            raise Missing(f"There is no story {story_id} in this record.")
        with reading(desk.record) as connection:
            return answer(
                story_fields(story_whole(connection, Story(id=line.id, report_ids=line.report_ids)))
            )


def add_comparison(router: APIRouter, desk: Desk) -> None:
    """Add two reports side by side."""

    @router.get("/compare", responses=described(Comparison), summary="Two reports side by side")
    def compare(left: Id, right: Id) -> Response:
        with reading(desk.record) as connection:
            found = compare_page(connection, desk.catalogue, left, right)
        if found is None:
            raise Missing("One of the two reports is not in this record.")
        return answer(comparison_fields(found.left, found.right, found.comparison, found.told))
