"""The one list of features; the first whose handler fits an update takes it."""

from bot.chat.feature import Feature
from bot.interviews.handlers import FEATURE as INTERVIEWS
from bot.people.handlers import FEATURE as PEOPLE
from bot.questionnaires.handlers import FEATURE as QUESTIONNAIRES
from bot.reports.handlers import FEATURE as REPORTS
from bot.sops.handlers import FEATURE as SOPS

FEATURES: tuple[Feature, ...] = (PEOPLE, REPORTS, SOPS, QUESTIONNAIRES, INTERVIEWS)
