"""What people send beside words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """A file in a message, as Telegram describes it."""

    kind: str  # photo, document, voice, audio, video, video_note, animation
    file_id: str
    size: int  # bytes, 0 when Telegram does not say
    mime_type: str
    title: str  # its own name, "" for what has none
    album: str | None
    captioned: bool
    message_id: int  # grows from message to message of a chat
