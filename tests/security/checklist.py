"""The lines of the security check list, and the test of each: `group/file.py::name`, or what the line waits for."""

from __future__ import annotations

WAITS = "waits for "

CHECKLIST: dict[str, tuple[str, ...]] = {
    "a login link sent to a victim yields no token": (
        "identity/test_sign_in.py::test_a_login_link_sent_to_a_victim_yields_its_sender_nothing",
        "browser-chromium/test_attacks.py::test_a_click_meant_for_a_page_that_hid_ours_chooses_no_number",
    ),
    "a dropped refresh answer signs nobody out": (
        "identity/test_sessions.py::test_a_dropped_answer_signs_nobody_out",
        "identity/test_sessions.py::test_two_loads_at_once_sign_nobody_out",
    ),
    "decode once: &amp;lt;script survives three edits": (
        "security/test_bodies.py::test_what_was_typed_survives_three_edits_through_the_api",
        "unit/test_text.py::test_entities_are_decoded_once",
    ),
    "name and title corpus inert in the API and the frame": (
        "security/test_bodies.py::test_names_and_titles_of_markup_travel_as_text_in_json",
        "security/test_frames.py::test_what_a_frame_is_given_is_an_attribute_and_nothing_else",
    ),
    "name and title corpus inert in the widget": (
        "browser-chromium/test_attacks.py::test_hostile_words_names_and_titles_are_inert_in_the_widget",
        "browser-chromium/test_attacks.py::test_the_address_of_a_frame_is_inert",
        "browser-chromium/test_odd_data.py::test_every_name_of_the_corpus_is_text_wherever_it_stands",
    ),
    "name and title corpus inert in feed, console": ("waits for feed and console",),
    "bad URL schemes refused everywhere: comments, photos, pages": (
        "unit/test_text.py::test_a_bad_address_is_no_link_by_any_way",
        "identity/test_claims.py::test_what_is_no_picture_of_the_web_is_left_out",
        "contract/test_boot.py::test_an_address_on_an_unregistered_origin_is_refused_and_no_page_is_made",
    ),
    "</script> in boot JSON inert": (
        "security/test_bodies.py::test_what_ends_a_script_is_inert_in_the_answer_of_boot",
    ),
    "SQL corpus in sort, cursors, ids, headers: no 500": (
        "security/test_bodies.py::test_sql_in_any_place_is_a_refusal_or_nothing_and_never_a_fault",
        "security/test_bodies.py::test_sql_in_a_token_or_a_header_is_a_refusal",
        "security/test_bodies.py::test_sql_where_nobody_is_signed_in_is_a_refusal_or_nothing",
    ),
    "SQL corpus in search for people: no 500": (
        "contract/test_finding.py::test_sql_in_a_search_finds_nobody_or_is_refused",
    ),
    "SQL corpus in search for words: no 500": ("waits for search",),
    "mentions: ten at most, of people who may read it, under their real names": (
        "contract/test_mentions.py::test_ten_are_mentioned_and_eleven_are_refused",
        "contract/test_mentions.py::test_who_may_not_read_the_page_is_no_mention",
        "unit/test_mentions.py::test_a_mention_shows_the_name_that_is_known_and_never_what_was_typed",
        "unit/test_mentions.py::test_a_hostile_name_is_inert_in_a_mention",
    ),
    "contributions are listed only once the person switched that on": (
        "contract/test_profiles.py::test_what_one_likes_and_wrote_is_shown_only_when_switched_on",
        "contract/test_profiles.py::test_a_list_of_contributions_has_only_what_its_reader_may_read",
    ),
    "uploads: sniffed, re-encoded, refused with the reason": (
        "contract/test_files.py::test_what_is_not_what_it_seems_is_refused_and_nothing_is_kept",
        "contract/test_files.py::test_a_bomb_is_refused_and_nothing_is_kept",
        "contract/test_files.py::test_what_stands_behind_an_image_is_not_kept",
        "contract/test_files.py::test_an_image_keeps_neither_its_place_nor_its_comment_and_stands_upright",
    ),
    "5,001 characters, NUL, RTL override: 422 or normalised": (
        "security/test_bodies.py::test_five_thousand_and_one_characters_nul_and_bidi_are_refused_or_normalised",
        "unit/test_signs.py::test_what_is_written_as_an_entity_is_held_to_the_same",
    ),
    "raw HTML shown as text": (
        "unit/test_text.py::test_raw_html_is_shown_as_text_and_nothing_of_it_runs",
        "unit/test_text.py::test_sanitize_alone_holds_against_markup",
    ),
    "CRLF in titles and names survives nowhere": (
        "security/test_bodies.py::test_no_line_end_of_a_title_or_a_reason_survives",
        "security/test_bodies.py::test_no_line_end_in_an_address_becomes_a_header",
        "identity/test_claims.py::test_a_name_there_always_is_and_it_is_one_line_of_text",
    ),
    "CRLF never reaches a mail header": (
        "security/test_mail.py::test_no_line_end_of_a_name_or_title_reaches_a_header",
        "contract/test_mail.py::test_who_gets_no_mail_gets_none_and_the_log_says_why",
    ),
    "name and title corpus inert in mail": ("security/test_mail.py::test_every_name_of_the_corpus_is_text_in_mail",),
    "no pickle": ("security/test_configuration.py::test_no_pickle_is_read_anywhere",),
    "a NUL in ids, queries, headers: no 500, on both databases": (
        "security/test_nul.py::test_a_nul_for_an_id_is_missing_or_refused",
        "security/test_nul.py::test_a_nul_in_a_query_is_nothing_or_refused",
        "security/test_nul.py::test_a_nul_where_nobody_is_signed_in_is_nothing_or_refused",
    ),
    "forged cursors in every list: no 500": (
        "security/test_cursors.py::test_a_forged_cursor_is_never_a_fault",
        "unit/test_cursor.py::test_a_forged_cursor_is_invalid_and_says_so",
    ),
    "a socket takes neither broken nor endless frames": (
        "process/test_live.py::test_a_broken_frame_ends_its_socket_with_the_code_that_says_why",
        "unit/test_websocket.py::test_frames_without_end_end_the_connection",
    ),
    "schemathesis on the OpenAPI document: no 5xx": (
        "contract/test_openapi.py::test_whatever_is_sent_no_answer_is_a_fault_of_ours_and_each_is_as_documented",
        "security/test_bodies.py::test_a_body_however_deep_is_a_refusal",
        "security/test_bodies.py::test_chunks_are_read_whole_or_refused",
    ),
    "11th comment in a minute: 429 with Retry-After": (
        "security/test_floods.py::test_the_eleventh_comment_in_a_minute_is_refused_and_the_next_minute_is_free",
        "security/test_floods.py::test_the_sixty_first_changing_like_is_refused_and_repeats_are_free",
        "security/test_floods.py::test_the_eleventh_edit_in_a_minute_is_refused",
        "security/test_floods.py::test_the_sixty_first_preview_in_a_minute_is_refused_and_takes_nothing_from_comments",
    ),
    "every Set-Cookie has its flags": (
        "identity/test_cookies.py::test_every_cookie_has_its_flags",
        "identity/test_sessions.py::test_a_site_on_our_own_domain_gets_a_first_party_cookie",
        "identity/test_demo_idp.py::test_its_cookie_has_its_flags",
    ),
    "HSTS, nosniff, Referrer-Policy everywhere": (
        "security/test_answers.py::test_every_answer_of_every_route_has_its_manners",
        "security/test_answers.py::test_an_answer_to_nothing_and_to_a_fault_has_its_manners_too",
    ),
    "evil, null, suffix, prefix, case, http-downgrade origins get no CORS header": (
        "identity/test_origins.py::test_a_lookalike_origin_gets_neither_an_attempt_nor_a_header",
        "identity/test_origins.py::test_a_lookalike_origin_reads_nothing_of_the_api",
        "security/test_answers.py::test_files_of_the_embed_are_for_every_origin_without_cookies_and_nothing_else_is",
    ),
    "site A's frame cannot be framed by B": (
        "security/test_frames.py::test_a_frame_of_one_site_cannot_be_framed_by_another",
        "security/test_frames.py::test_no_other_page_of_ours_can_be_framed_at_all",
    ),
    "text/plain and form posts refused": (
        "security/test_bodies.py::test_only_json_is_taken",
        "security/test_bodies.py::test_every_post_of_the_api_takes_a_body_so_that_no_form_of_another_page_reaches_it",
    ),
    "no GET changes the database": ("security/test_answers.py::test_no_get_changes_the_database",),
    "forged postMessage ignored": (
        "browser-chromium/test_attacks.py::test_a_forged_message_signs_nobody_in_and_gets_no_proof",
        "browser-chromium/test_attacks.py::test_another_page_that_opens_the_window_gets_no_token",
    ),
    "X-Forwarded-* ignored without a configured proxy": (
        "security/test_answers.py::test_what_a_proxy_would_say_is_ignored_without_a_proxy",
        "security/test_answers.py::test_one_proxy_is_believed_once",
        "process/test_start.py::test_what_a_proxy_would_say_counts_where_one_is_configured",
        "security/test_answers.py::test_a_proxy_that_passes_on_another_name_is_refused",
        "security/test_answers.py::test_under_a_name_of_somebody_else_nothing_is_answered_but_watchdogs",
    ),
    "session id changes at login": ("identity/test_sign_in.py::test_the_session_is_never_one_that_was_there_before",),
    "idle and absolute expiry by a moved clock": (
        "identity/test_sessions.py::test_an_idle_session_ends_after_an_hour",
        "identity/test_sessions.py::test_a_session_ends_after_eight_hours_however_busy",
    ),
    "an access token dies by a moved clock": (
        "contract/test_faults.py::test_a_token_dies_after_ten_minutes_and_says_so",
    ),
    "logout kills access and refresh": (
        "identity/test_sessions.py::test_signing_out_ends_access_and_refresh",
        "identity/test_backchannel.py::test_the_session_of_its_sid_ends_and_no_other",
    ),
    "logout kills sockets": ("process/test_live.py::test_signing_out_and_being_disabled_end_sockets",),
    "a disabled person loses all": (
        "identity/test_sessions.py::test_a_disabled_person_loses_everything_at_once",
        "database/identity/test_races.py::test_who_is_disabled_while_a_token_is_being_given_keeps_none",
        "security/test_matrix.py::test_each_role_gets_from_each_route_what_the_table_says",
    ),
    "role x route matrix generated from the URL map, every cell asserted": (
        "security/test_matrix.py::test_every_route_has_a_row_and_every_row_a_route",
        "security/test_matrix.py::test_each_role_gets_from_each_route_what_the_table_says",
        "security/test_matrix.py::test_a_role_on_another_site_is_worth_nothing_here",
    ),
    "what one may not read: 404, what one may read but not change: 403, across all routes": (
        "security/test_matrix.py::test_what_one_may_not_read_is_missing_on_every_route",
        "security/test_matrix.py::test_each_role_gets_from_each_route_what_the_table_says",
    ),
    "author, html, role, status in a body: 422": ("security/test_bodies.py::test_no_body_sets_what_is_not_its_to_set",),
    "restricted page absent in thread, counts, boot, reactions, comments, versions": (
        "security/test_isolation.py::test_a_restricted_page_shows_in_no_answer_to_others",
        "contract/test_pages.py::test_a_manager_does_not_open_a_page_to_all_by_merging_what_they_may_not_read",
    ),
    "restricted page absent in sockets": (
        "process/test_live.py::test_a_socket_is_let_into_the_rooms_that_its_person_may_read",
        "process/test_live.py::test_who_lost_access_hears_that_and_nothing_more",
    ),
    "restricted page absent in the mention picker": (
        "contract/test_finding.py::test_only_who_may_read_the_page_is_found_for_it",
        "contract/test_finding.py::test_members_of_an_audience_find_each_other_until_they_leave",
        "contract/test_mentions.py::test_a_preview_for_what_one_may_not_read_is_missing",
    ),
    "restricted page absent in the feed and in what one follows": (
        "security/test_channels.py::test_a_channel_shows_a_place_to_its_readers_and_to_nobody_else",
        "security/test_channels.py::test_who_leaves_a_group_meets_its_posts_no_more",
    ),
    "restricted page and closed group absent in mail, sockets, topics, contributions, mentions, files": (
        "security/test_channels.py::test_a_channel_shows_a_place_to_its_readers_and_to_nobody_else",
        "security/test_channels.py::test_who_leaves_a_group_meets_its_posts_no_more",
        "contract/test_boot_groups.py::test_who_only_sees_a_group_gets_its_head_and_nothing_of_its_posts",
    ),
    "a hidden group is as one that does not exist, in its conversation, its head and mentions": (
        "security/test_hidden_groups.py::test_a_hidden_group_answers_as_one_that_does_not_exist",
        "contract/test_boot_groups.py::test_a_hidden_group_is_as_one_that_does_not_exist",
        "contract/test_mentions_groups.py::test_a_group_that_is_not_ones_own_is_as_one_that_does_not_exist",
        "contract/test_mentions_groups.py::test_a_hidden_group_is_mentioned_in_its_own_conversation_only",
        "browser-chromium/test_groups.py::test_a_hidden_group_is_not_there_for_others",
    ),
    "restricted page absent in search, export": ("waits for search and export",),
    "two-site isolation over every route": (
        "security/test_isolation.py::test_nobody_reaches_another_sites_objects_by_any_route",
        "security/test_isolation.py::test_counts_of_another_site_are_nothing",
    ),
    "two-site isolation over every room": (
        "process/test_live.py::test_a_socket_is_let_into_the_rooms_that_its_person_may_read",
    ),
    "hostile-IdP matrix": (
        "identity/test_hostile.py::test_a_lie_is_refused_by_its_check",
        "identity/test_hostile.py::test_without_a_check_exactly_its_rows_get_through",
    ),
    "assertion matrix": ("waits for sites that vouch",),
    "Entra matrix": ("waits for SharePoint",),
    "refresh reuse kills the family": (
        "identity/test_sessions.py::test_a_secret_used_again_after_its_successor_ends_the_family",
    ),
    "tokens absent from HTML, storage, URL": (
        "browser-chromium/test_attacks.py::test_no_token_stands_in_markup_storage_or_any_address",
    ),
    "tokens absent from logs": ("process/test_logs.py::test_no_line_holds_a_token_or_a_text",),
    "debug off, default secret refuses to start": (
        "security/test_configuration.py::test_debug_is_off_whatever_the_environment_says",
        "security/test_configuration.py::test_a_default_or_short_secret_refuses_to_start",
        "process/test_start.py::test_without_a_good_secret_it_does_not_start_and_says_why",
    ),
    "Redis down: fails closed": ("unit/test_limits.py::test_without_redis_it_fails_closed_and_names_it",),
    "IdP down: fails closed, the page still stands": (
        "identity/test_hostile.py::test_an_issuer_that_does_not_answer_as_it_should_leaves_the_door_shut",
        "browser-chromium/test_out_of_reach.py::test_a_page_stands_without_its_conversation_and_offers_to_try_again",
    ),
    "kill -9 in mid-post leaves no orphan": (
        "process/test_kill.py::test_kill_9_in_the_midst_of_writes_loses_no_acknowledged_one_and_leaves_no_orphan",
    ),
    "minimum versions": ("security/test_configuration.py::test_what_had_holes_is_installed_without_them",),
}
