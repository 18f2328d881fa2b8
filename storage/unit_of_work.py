"""One transaction, with one attribute for each store."""

from sqlalchemy import Connection

from storage.contents import Contents
from storage.stores.audit import Audit
from storage.stores.cards import Cards
from storage.stores.chats import Chats
from storage.stores.consents import Consents
from storage.stores.corrections import Corrections
from storage.stores.files import Files
from storage.stores.inbox import Inbox
from storage.stores.interviews import Interviews
from storage.stores.invites import Invites
from storage.stores.moves import Moves
from storage.stores.offices import Offices
from storage.stores.outbox import Outbox
from storage.stores.pauses import Pauses
from storage.stores.people import People
from storage.stores.questionnaires import Questionnaires
from storage.stores.sop_questions import SopQuestions
from storage.stores.sop_uses import Checklists, SopDesks, SopMutes, SopUses
from storage.stores.sops import Built, Sops
from storage.stores.vectors import Vectors


class UnitOfWork:
    """The stores as seen by one transaction; whoever runs the unit commits it."""

    def __init__(self, connection: Connection, contents: Contents, built: Built) -> None:
        self.offices = Offices(connection)
        self.people = People(connection)
        self.chats = Chats(connection)
        self.invites = Invites(connection)
        self.consents = Consents(connection)
        self.questionnaires = Questionnaires(connection)
        self.interviews = Interviews(connection)
        self.corrections = Corrections(connection)
        self.moves = Moves(connection)
        self.files = Files(connection, contents)
        self.sops = Sops(connection, built)
        self.sop_questions = SopQuestions(connection)
        self.sop_uses = SopUses(connection)
        self.sop_mutes = SopMutes(connection)
        self.sop_desks = SopDesks(connection)
        self.checklists = Checklists(connection)
        self.vectors = Vectors(connection)
        self.cards = Cards(connection)
        self.inbox = Inbox(connection)
        self.outbox = Outbox(connection)
        self.pauses = Pauses(connection)
        self.audit = Audit(connection)
