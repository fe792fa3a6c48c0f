"""The corpus of SQL and the generated requests, on PostgreSQL, which refuses what SQLite takes."""

from tests.contract.test_openapi import (
    test_whatever_is_sent_no_answer_is_a_fault_of_ours_and_each_is_as_documented as test_openapi,
)
from tests.security.conftest import cast, ids
from tests.security.test_bodies import (
    test_names_and_titles_of_markup_travel_as_text_in_json,
    test_sql_in_a_token_or_a_header_is_a_refusal,
    test_sql_in_any_place_is_a_refusal_or_nothing_and_never_a_fault,
    test_sql_where_nobody_is_signed_in_is_a_refusal_or_nothing,
)
from tests.security.test_isolation import (
    test_a_restricted_page_shows_in_no_answer_to_others,
    test_whom_the_issuer_no_longer_puts_in_a_group_reads_its_pages_no_more,
)

__all__ = [
    "cast",
    "ids",
    "test_a_restricted_page_shows_in_no_answer_to_others",
    "test_names_and_titles_of_markup_travel_as_text_in_json",
    "test_openapi",
    "test_sql_in_a_token_or_a_header_is_a_refusal",
    "test_sql_in_any_place_is_a_refusal_or_nothing_and_never_a_fault",
    "test_sql_where_nobody_is_signed_in_is_a_refusal_or_nothing",
    "test_whom_the_issuer_no_longer_puts_in_a_group_reads_its_pages_no_more",
]
