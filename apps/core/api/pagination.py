"""Pages of lists that grow."""

from uuid import UUID

from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request


class NewestFirst(CursorPagination):
    """Rows by falling id: ids are UUIDv7, so by id is by time. `limit` rows a page, at most 50."""

    ordering = "-id"
    page_size = 20
    max_page_size = 50
    page_size_query_param = "limit"

    def decode_cursor(self, request: Request) -> Cursor | None:
        """A cursor that somebody made up is not found; DRF would hand it to the database."""
        cursor = super().decode_cursor(request)
        if cursor is not None and cursor.position is not None:
            try:
                UUID(str(cursor.position))
            except ValueError as error:
                raise NotFound(self.invalid_cursor_message) from error
        return cursor
