"""Addresses of the records screens."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from records.web import files, registry, sealing, unit_tasks, year

app_name = "records"

urlpatterns: list[URLPattern | URLResolver] = [
    path("records/registry/", registry.RegistryList.as_view(), name="registry"),
    path("records/registry/new/", registry.PaperScreen.as_view(), name="paper_new"),
    path("records/registry/<uuid:entry_id>/", registry.EntryScreen.as_view(), name="entry"),
    path("records/files/", files.FileList.as_view(), name="files"),
    path("records/files/new/", files.NewFileScreen.as_view(), name="file_new"),
    path("records/files/<uuid:file_id>/", files.FileScreen.as_view(), name="file"),
    path("records/unit-tasks/", unit_tasks.UnitTaskList.as_view(), name="unit_tasks"),
    path("records/unit-tasks/new/", unit_tasks.UnitTaskScreen.as_view(), name="unit_task_new"),
    path("records/unit-tasks/<uuid:unit_task_id>/", unit_tasks.UnitTaskScreen.as_view(), name="unit_task"),
    path("records/information-list/", year.InformationList.as_view(), name="information_list"),
    path("records/information-list/file/", year.InformationCsv.as_view(), name="information_csv"),
    path("records/production/", year.ProductionList.as_view(), name="production"),
    path("records/calendar/", year.CalendarScreen.as_view(), name="calendar"),
    path("records/calendar/finish/", year.FinishStep.as_view(), name="finish_step"),
    path("records/day-roots/", sealing.DayRootList.as_view(), name="day_roots"),
    path("records/standards/", year.StandardsScreen.as_view(), name="standards"),
    path("records/standards/numbering/", year.PolicyStep.as_view(), name="set_policy"),
]
