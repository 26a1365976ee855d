package dev.slipway.ci.workflow;

import static dev.slipway.ci.workflow.Shape.bool;
import static dev.slipway.ci.workflow.Shape.either;
import static dev.slipway.ci.workflow.Shape.filled;
import static dev.slipway.ci.workflow.Shape.listOf;
import static dev.slipway.ci.workflow.Shape.mapOf;
import static dev.slipway.ci.workflow.Shape.nothing;
import static dev.slipway.ci.workflow.Shape.number;
import static dev.slipway.ci.workflow.Shape.oneOf;
import static dev.slipway.ci.workflow.Shape.oneOrMany;
import static dev.slipway.ci.workflow.Shape.table;
import static dev.slipway.ci.workflow.Shape.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// The events under `on`, their activity types and their filters.
public final class EventGrammar {
  private EventGrammar() {}

  private static final String[] CREATED_EDITED_DELETED = {"created", "edited", "deleted"};

  private static final String[] PULL_REQUEST = {
    "assigned",
    "unassigned",
    "labeled",
    "unlabeled",
    "opened",
    "edited",
    "closed",
    "reopened",
    "synchronize",
    "converted_to_draft",
    "locked",
    "unlocked",
    "enqueued",
    "dequeued",
    "milestoned",
    "demilestoned",
    "ready_for_review",
    "review_requested",
    "review_request_removed",
    "auto_merge_enabled",
    "auto_merge_disabled",
    "stacked"
  };

  private static final String[] ISSUES = {
    "opened",
    "edited",
    "deleted",
    "transferred",
    "pinned",
    "unpinned",
    "closed",
    "reopened",
    "assigned",
    "unassigned",
    "labeled",
    "unlabeled",
    "locked",
    "unlocked",
    "milestoned",
    "demilestoned",
    "typed",
    "untyped",
    "field_added",
    "field_removed"
  };

  private static final String[] DISCUSSION = {
    "created",
    "edited",
    "deleted",
    "transferred",
    "pinned",
    "unpinned",
    "labeled",
    "unlabeled",
    "locked",
    "unlocked",
    "category_changed",
    "answered",
    "unanswered"
  };

  private static final Shape CALL_INPUT =
      table()
          .key("description", text())
          .required("type", oneOf("boolean", "number", "string"))
          .key("required", bool())
          .key("default", either(text(), bool(), number()).within(Scope.RUN))
          .build();

  private static final Shape CALL =
      table()
          .key("inputs", mapOf(CALL_INPUT))
          .key(
              "secrets",
              mapOf(
                  either(
                      nothing(),
                      table().key("description", text()).key("required", bool()).build())))
          .key(
              "outputs",
              mapOf(
                  table()
                      .key("description", text())
                      .required("value", text().within(Scope.CALL_OUTPUT))
                      .build()))
          .build();

  private static final Shape DISPATCH_INPUT =
      table()
          .key("description", text())
          .key("deprecationMessage", text())
          .key("type", oneOf("boolean", "number", "string", "choice", "environment"))
          .key("required", bool())
          .key("default", either(text(), bool(), number()))
          .key("options", listOf(text()))
          .build();

  private static final Shape DISPATCH =
      table().key("inputs", either(nothing(), mapOf(either(nothing(), DISPATCH_INPUT)))).build();

  private static final Map<String, Shape> EVENTS = events();

  static final Shape ON = on();

  /// All events that a workflow can be started by, in alphabetical order.
  public static SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(EVENTS.keySet()));
  }

  private static Map<String, Shape> events() {
    var events = new LinkedHashMap<String, Shape>();
    for (var plain :
        List.of(
            "create",
            "delete",
            "deployment",
            "deployment_status",
            "fork",
            "gollum",
            "page_build",
            "public",
            "status")) {
      events.put(plain, nothing());
    }
    activity(events, "branch_protection_rule", CREATED_EDITED_DELETED);
    activity(events, "check_run", "completed", "created", "rerequested", "requested_action");
    activity(events, "check_suite", "completed");
    activity(events, "discussion", DISCUSSION);
    activity(events, "discussion_comment", CREATED_EDITED_DELETED);
    activity(events, "issue_comment", CREATED_EDITED_DELETED);
    activity(events, "issues", ISSUES);
    activity(events, "label", CREATED_EDITED_DELETED);
    activity(events, "milestone", "created", "closed", "opened", "edited", "deleted");
    activity(events, "project", "created", "closed", "reopened", "edited", "deleted");
    activity(events, "project_card", "created", "moved", "converted", "edited", "deleted");
    activity(events, "project_column", "created", "updated", "moved", "deleted");
    activity(events, "pull_request_comment", CREATED_EDITED_DELETED);
    activity(events, "pull_request_review", "submitted", "edited", "dismissed");
    activity(events, "pull_request_review_comment", CREATED_EDITED_DELETED);
    activity(events, "registry_package", "published", "updated");
    activity(
        events,
        "release",
        "published",
        "unpublished",
        "created",
        "edited",
        "deleted",
        "prereleased",
        "released");
    activity(events, "watch", "started");
    filtered(events);
    return Collections.unmodifiableMap(events);
  }

  /// Events with filters of their own.
  private static void filtered(Map<String, Shape> events) {
    events.put("push", optional(filters(table(), "branches", "tags", "paths")));
    for (var event : List.of("pull_request", "pull_request_target")) {
      events.put(event, optional(filters(types(PULL_REQUEST), "branches", "paths")));
    }
    events.put("merge_group", optional(filters(types("checks_requested"), "branches")));
    events.put(
        "workflow_run",
        optional(
            filters(types("requested", "completed", "in_progress"), "branches")
                .key("workflows", oneOrMany(filled()))));
    events.put(
        "image_version",
        optional(
            types("created", "ready", "deleted")
                .key("names", oneOrMany(filled()))
                .key("versions", oneOrMany(filled()))));
    events.put("repository_dispatch", optional(table().key("types", oneOrMany(filled()))));
    events.put(
        "schedule", listOf(table().required("cron", filled()).key("timezone", filled()).build()));
    events.put("workflow_call", either(nothing(), CALL));
    events.put("workflow_dispatch", either(nothing(), DISPATCH));
  }

  private static void activity(Map<String, Shape> events, String event, String... types) {
    events.put(event, optional(types(types)));
  }

  private static Shape.Builder types(String... types) {
    return table().key("types", oneOrMany(oneOf(types)));
  }

  private static Shape.Builder filters(Shape.Builder table, String... filters) {
    for (var filter : filters) {
      table.key(filter, oneOrMany(filled())).key(filter + "-ignore", oneOrMany(filled()));
    }
    return table;
  }

  private static Shape optional(Shape.Builder table) {
    return either(nothing(), table.build());
  }

  private static Shape on() {
    var names = new ArrayList<>(EVENTS.keySet());
    var name = oneOf(names.toArray(String[]::new));
    var table = table();
    EVENTS.forEach(table::key);
    return either(name, listOf(name), table.build());
  }
}
