"""Pictures, sound, scans: always with an author, rights and words for those who cannot see or hear."""

from __future__ import annotations

from generator.model.base import Frozen, Id, Sourced, Text, When, field


class Media(Sourced):
    """One file below `media/`. Without rights it is not published; `restricted` never leaves the folder."""

    id: Id = field("Mã", "Id")
    file: str = field("Tệp", "File", max_length=200)
    kind: str = field(
        "Loại",
        "Kind",
        "photo",
        pattern="^(photo|archive|scan|drawing|audio|video|infographic|panorama|model)$",
    )
    shot: str | None = field("Cảnh", "Shot", None, pattern="^(overview|part|festival|object)$")
    alt: Text | None = field(
        "Mô tả cho người không nhìn thấy", "Words for those who cannot see", None
    )
    caption: Text | None = field("Chú thích", "Caption", None)
    author: str | None = field("Tác giả", "Author", None)
    date: When | None = field("Ngày chụp", "Date", None)
    holder: str | None = field("Chủ sở hữu quyền", "Rights holder", None)
    rights: str | None = field(
        "Giấy phép, quyền sử dụng",
        "Licence or right of use",
        None,
        help_vi="ví dụ: CC BY 4.0, hoặc văn bản cho phép",
        help_en="CC BY 4.0, or the paper that permits it",
    )
    permission: str | None = field("Văn bản cho phép", "Permission paper", None)
    consent: str | None = field("Đồng ý của người trong ảnh", "Consent of people shown", None)
    restricted: bool = field("Hạn chế công bố", "Restricted", False)
    machine_voice: bool = field("Giọng đọc máy", "Machine voice", False)
    language: str | None = field("Ngôn ngữ", "Language", None, pattern="^(vi|en|km)$")


class Cue(Frozen):
    """One sentence of a narration; `start` in seconds when a recording exists."""

    text: str = field("Câu", "Sentence")
    start: float | None = field("Bắt đầu (giây)", "Start (seconds)", None, ge=0)


class Narration(Frozen):
    """`<lang>.narration.md`: what is read aloud, one cue a paragraph."""

    language: str
    cues: tuple[Cue, ...]


class Story(Frozen):
    """`<lang>.md`: the texts of one language. `body` is Markdown with `[[block]]` and `[^source]` marks."""

    language: str
    lede: str = field("Câu mở đầu", "Lede", max_length=400)
    body: str = ""
    short: str | None = field("Bài ngắn (khoảng 150 từ)", "Short text (about 150 words)", None)
    plaque: str | None = field(
        "Lời trên bia (tối đa 60 từ)", "Plaque text (60 words at most)", None
    )
    broadcast: str | None = field("Lời phát thanh", "Broadcast script", None)
    share: str | None = field("Lời chia sẻ", "Share text", None)
    translator: str | None = field("Người dịch", "Translator", None)
    reviewer: str | None = field("Người hiệu đính", "Reviewer", None)
    date: When | None = field("Ngày", "Date", None)
    translated_from: str | None = field("Dịch từ bản (mã)", "Digest of the source text", None)
